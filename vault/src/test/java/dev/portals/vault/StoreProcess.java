package dev.portals.vault;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/** Another Java process that uses a key store, for tests of crashes and locks. */
final class StoreProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    /** @param mode {@code write}: makes keys until it is killed; {@code open}: tells whether the store opens */
    StoreProcess(String mode, Path directory) throws Exception {
        Path tests =
                Path.of(StoreProcess.class.getResource("StoreProcess.class").toURI());
        for (String ignored : StoreProcess.class.getName().split("\\.")) {
            tests = tests.getParent();
        }
        String classPath = String.join(
                System.getProperty("path.separator"),
                tests.toString(),
                tests.resolveSibling("classes").toString(),
                Path.of(Argon2BytesGenerator.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Main.class.getName(),
                        mode,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
    }

    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process ended");
        }
        return line;
    }

    /** Kills it, as kill -9 does, and gives the lines it had written in whole. */
    List<String> kill() throws Exception {
        // Process.destroyForcibly would close the pipe too, with what stands in it.
        process.toHandle().destroyForcibly();
        List<String> lines = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        for (int c = output.read(); c >= 0; c = output.read()) {
            if (c == '\n') {
                lines.add(rest.toString());
                rest.setLength(0);
            } else {
                rest.append((char) c);
            }
        }
        process.waitFor();
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The other process: every line it writes acknowledges what is durable by then. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
            try (SoftwareVault vault = new SoftwareVault(FileKeyStore.open(Path.of(args[1])))) {
                out.println("open");
                for (int i = 0; args[0].equals("write"); i++) {
                    KeyHandle key =
                            i % 2 == 0 ? vault.generateStaticKey() : vault.generateSigningKey(SigningAlgorithm.ED25519);
                    out.println((i % 2 == 0 ? "x25519 " : "ed25519 ") + key);
                    if (i % 5 == 4) {
                        KeyHandle gone = vault.generateStaticKey();
                        vault.deleteAgreementKey(gone);
                        out.println("deleted " + gone);
                    }
                }
            } catch (VaultException e) {
                out.println(e.reason() + " " + e.getMessage());
            }
        }
    }
}
