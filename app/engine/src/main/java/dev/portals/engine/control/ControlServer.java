package dev.portals.engine.control;

import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Application;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an application on the socket of its home, which only the home's owner can open (spec 05 section 15.9). What is said
 * is in {@link Protocol}.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final Application application;
    private final Path home;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Runnable quit;
    private final Consumer<String> show;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    private ControlServer(
            Application application,
            Path home,
            Path socket,
            ServerSocketChannel server,
            Runnable quit,
            Consumer<String> show) {
        this.application = application;
        this.home = home;
        this.socket = socket;
        this.server = server;
        this.quit = quit;
        this.show = show;
    }

    /**
     * Starts to serve. The application must be open: by that no other process serves this home.
     *
     * @param quit called, once or more, when somebody asks the application to end
     * @throws VaultException if the socket can't be made
     */
    public static ControlServer start(Application application, Path home, Runnable quit) {
        return start(application, home, quit, link -> {
            throw new ActionException(Reason.NOT_FOUND, "the application of this home has no window");
        });
    }

    /**
     * Starts to serve an application that has a window.
     *
     * @param show called when somebody starts it again: shows it, or the invitation of that link; empty: none
     */
    public static ControlServer start(Application application, Path home, Runnable quit, Consumer<String> show) {
        try {
            Path socket = ControlAddress.toBind(home);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(socket));
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
                }
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            ControlServer serving = new ControlServer(application, home, socket, server, quit, show);
            Thread.ofVirtual().name("control").start(serving::accept);
            // Until now commands wrote into the file.
            application.settings().look();
            return serving;
        } catch (IOException e) {
            throw PrivateFiles.failed("make the control socket of", home, e);
        }
    }

    /** Where it is. */
    public Path socket() {
        return socket;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("nobody can be let in at the control socket", e);
                    pause();
                }
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (sessions.size() >= Protocol.MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        Session session = new Session(
                new Lines(channel, Protocol.LONGEST_REQUEST),
                new Actions(application, application.settings(), quit, show),
                sessions::remove);
        sessions.add(session);
        session.start();
        if (!server.isOpen()) {
            session.close();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            ControlAddress.release(home);
        } catch (IOException | VaultException e) {
            LOG.warn("the control socket {} can't be removed", socket, e);
        }
        sessions.forEach(Session::close);
    }
}
