package dev.portals.engine.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON objects, one a line, over a socket. One thread may read while another writes. */
final class Lines implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final SocketChannel channel;
    private final int longest;
    private final ByteBuffer chunk = ByteBuffer.allocate(8192).flip();

    /** What came can't be understood; the sentence is for whoever sent it. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** @param longest how many bytes a line that is read may have */
    Lines(SocketChannel channel, int longest) {
        this.channel = channel;
        this.longest = longest;
    }

    /** The next object; null: the other side has closed. Waits. */
    @Nullable JsonNode read() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        while (true) {
            if (!chunk.hasRemaining()) {
                chunk.clear();
                int read = channel.read(chunk);
                chunk.flip();
                if (read < 0) {
                    return null;
                }
                continue;
            }
            byte next = chunk.get();
            if (next == '\n') {
                return parse(line, length);
            }
            if (length == longest) {
                throw new UnreadableException("a line has at most " + longest + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(longest, length * 2));
            }
            line[length++] = next;
        }
    }

    private static JsonNode parse(byte[] line, int length) throws UnreadableException {
        try {
            JsonNode node = JSON.readTree(line, 0, length);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            // The same answer as for another kind of value.
        }
        throw new UnreadableException("every line is one JSON object");
    }

    /** Writes an object; waits while the other side doesn't read. */
    synchronized void write(ObjectNode object) throws IOException {
        byte[] text;
        try {
            text = JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
        ByteBuffer line =
                ByteBuffer.allocate(text.length + 1).put(text).put((byte) '\n').flip();
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is over either way.
        }
    }
}
