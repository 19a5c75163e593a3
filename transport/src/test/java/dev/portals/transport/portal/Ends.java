package dev.portals.transport.portal;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** How a socket ended. */
final class Ends {
    private Ends() {}

    /** Whether the other side ended it, in order or with a reset. */
    static boolean isOver(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Whether the other side reset it. */
    static boolean isReset(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {}
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Until it is closed. */
    static void writeForEver(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[64 * 1024]);
            }
        } catch (IOException e) {
            // The end of it.
        }
    }

    /** Breaks it off. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
