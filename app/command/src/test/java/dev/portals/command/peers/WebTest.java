package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What browsers do, through a portal. */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WebTest {
    private static final int RESOURCES = 30;

    @TempDir
    private Path directory;

    /** Scripts, pictures and letters: from nothing to a few hundred kilobytes each. */
    private static byte[] resource(int number) {
        byte[] bytes = new byte[number * number * 400];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] body =
                    resource(Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return server;
    }

    @Test
    void aPageWithThirtyPartsLoadsWhole() throws IOException {
        HttpServer server = server();
        try (Trio trio = new Trio(directory, server.getAddress().getPort());
                HttpClient browser = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, RESOURCES)
                    .mapToObj(number -> HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + trio.port() + "/" + number))
                            .timeout(Duration.ofSeconds(30))
                            .build())
                    .map(request -> browser.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
                    .toList();
            for (int number = 0; number < RESOURCES; number++) {
                assertThat(answers.get(number).join().body()).isEqualTo(resource(number));
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void curlFetchesThirtyPartsAtOnce() throws IOException {
        HttpServer server = server();
        try (Trio trio = new Trio(directory, server.getAddress().getPort())) {
            Tool.shell(
                    directory,
                    "curl -sS --fail --max-time 60 --parallel --parallel-immediate --parallel-max 30 -o 'part#1' 'http://127.0.0.1:"
                            + trio.port() + "/[0-" + (RESOURCES - 1) + "]'");
            for (int number = 1; number < RESOURCES; number++) {
                assertThat(Files.readAllBytes(directory.resolve("part" + number)))
                        .isEqualTo(resource(number));
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aWebSocketCarriesTextAndBytesBothWaysAndItsEnd() throws Exception {
        try (EchoSocketServer server = new EchoSocketServer();
                Trio trio = new Trio(directory, server.port());
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + trio.port() + "/echo"), heard)
                    .get(30, TimeUnit.SECONDS);
            List<String> said = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                said.add("message " + i);
                socket.sendText("message " + i, true).get(30, TimeUnit.SECONDS);
            }
            byte[] large = resource(50);
            socket.sendBinary(ByteBuffer.wrap(large), true).get(30, TimeUnit.SECONDS);
            assertThat(heard.bytes.get(30, TimeUnit.SECONDS)).isEqualTo(large);
            assertThat(heard.texts).containsExactlyElementsOf(said);

            socket.sendText("bye", true).get(30, TimeUnit.SECONDS);
            assertThat(heard.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    @Test
    void everythingFromAServerThatClosesFirstArrivesBeforeTheEnd() throws IOException {
        byte[] greeting = resource(60);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Trio trio = new Trio(directory, server.getLocalPort())) {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    try (Socket client = server.accept()) {
                        client.getOutputStream().write(greeting);
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            for (int i = 0; i < 20; i++) {
                try (Socket client = new Socket(InetAddress.getLoopbackAddress(), trio.port())) {
                    client.setSoTimeout(30_000);
                    InputStream in = client.getInputStream();
                    assertThat(in.readAllBytes()).isEqualTo(greeting);
                }
            }
        }
    }

    private static final class Heard implements WebSocket.Listener {
        private final List<String> texts = new ArrayList<>();
        private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final java.io.ByteArrayOutputStream collected = new java.io.ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            collected.writeBytes(part);
            if (last) {
                bytes.complete(collected.toByteArray());
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            bytes.completeExceptionally(error);
            closed.completeExceptionally(error);
        }
    }
}
