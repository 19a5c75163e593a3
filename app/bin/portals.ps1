# For portals.cmd: builds the program when it was never built or a source has changed since; prints the folder of the JDK.
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
$target = Join-Path $root 'app\command\target'
$stamp = Join-Path $target 'built'
$jar = Join-Path $target 'portals.jar'

function Stop-Here($message) {
    [Console]::Error.WriteLine("portals: $message")
    exit 1
}

function Test-Jdk($folder) {
    if (-not $folder) { return $false }
    $release = Join-Path $folder 'release'
    (Test-Path (Join-Path $folder 'bin\javac.exe')) -and (Test-Path $release) -and
        [bool](Select-String -Path $release -Pattern '^JAVA_VERSION="(2[5-9]|[3-9]\d|\d{3})[".]' -Quiet)
}

function Find-Jdk {
    if ($env:PORTALS_JAVA_HOME) {
        if (Test-Jdk $env:PORTALS_JAVA_HOME) { return $env:PORTALS_JAVA_HOME }
        Stop-Here "PORTALS_JAVA_HOME is not a JDK 25 or newer: $env:PORTALS_JAVA_HOME"
    }
    if (Test-Jdk $env:JAVA_HOME) { return $env:JAVA_HOME }
    $folders = @('Java', 'Eclipse Adoptium', 'Microsoft', 'Zulu', 'BellSoft', 'Amazon Corretto', 'Semeru') |
        ForEach-Object { Join-Path $env:ProgramFiles "$_\*" }
    $folders += Join-Path $env:USERPROFILE '.jdks\*'
    $folders += Join-Path $env:USERPROFILE '.m2\jdks\*'
    $found = Get-Item -Path $folders -ErrorAction SilentlyContinue |
        Where-Object { Test-Jdk $_.FullName } | Select-Object -First 1
    if ($found) { return $found.FullName }
    Stop-Here 'no JDK 25 or newer found: install Temurin 25 (https://adoptium.net), or set JAVA_HOME to one.'
}

function Test-Changed {
    if (-not (Test-Path $stamp) -or -not (Test-Path $jar)) { return $true }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $modules = 'vault', 'core', 'transport', 'app', 'app\engine', 'app\orchestrator', 'app\command' |
        ForEach-Object { Join-Path $root $_ }
    $sources = @(Join-Path $root 'pom.xml') + ($modules | ForEach-Object { Join-Path $_ 'pom.xml' })
    $main = $modules | ForEach-Object { Join-Path $_ 'src\main' } | Where-Object { Test-Path $_ }
    $newer = @(Get-Item $sources) + @(Get-ChildItem -Recurse $main) |
        Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1
    [bool]$newer
}

$jdk = Find-Jdk
if (Test-Changed) {
    # Several started at once build once: the first holds the mutex, the others find nothing left to do.
    $name = 'portals-' + [BitConverter]::ToString(
        [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($root.ToLower()))).Replace('-', '')
    $mutex = New-Object Threading.Mutex($false, $name)
    try { [void]$mutex.WaitOne() } catch [Threading.AbandonedMutexException] { }
    try {
        if (Test-Changed) {
            if (-not (Get-Command mvn -ErrorAction SilentlyContinue)) {
                Stop-Here 'Maven is needed to build: install it (https://maven.apache.org), so that mvn is in the PATH.'
            }
            [Console]::Error.WriteLine('portals: building...')
            [void](New-Item -ItemType Directory -Force $target)
            $log = Join-Path $target 'build.log'
            $env:JAVA_HOME = $jdk
            Push-Location $root
            & cmd /d /c "mvn -B -q -Dfast -DskipTests -pl app/command -am package > `"$log`" 2>&1 < nul"
            $failed = $LASTEXITCODE -ne 0
            Pop-Location
            if ($failed) {
                Get-Content $log -Tail 30 | ForEach-Object { [Console]::Error.WriteLine($_) }
                Stop-Here "the build failed; the whole log is $log"
            }
        }
    } finally {
        $mutex.ReleaseMutex()
    }
}
$jdk
