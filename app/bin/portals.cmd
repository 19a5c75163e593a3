@echo off
rem Starts the program `portals`; portals.ps1 finds the JDK and builds first when a source has changed since.
rem   PORTALS_JAVA_HOME   the JDK to use (25 or newer); without it JAVA_HOME, then the usual folders
rem   PORTALS_JAVA_OPTS   more options for the JVM, for example -Xmx2g
setlocal
set "jdk="
for /f "usebackq delims=" %%j in (`powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0portals.ps1"`) do set "jdk=%%j"
if not defined jdk exit /b 1
"%jdk%\bin\java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xss512k -Xms16m -Xmx512m -Xlog:disable -XX:CompileCommand=quiet "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.02" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %PORTALS_JAVA_OPTS% -cp "%~dp0..\command\target\portals.jar" dev.portals.command.Main %*
exit /b %errorlevel%
