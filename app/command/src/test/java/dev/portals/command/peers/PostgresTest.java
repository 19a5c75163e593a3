package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL server, used by its own programs through a portal. */
@Tag("peer")
class PostgresTest {
    @TempDir
    private static Path directory;

    private static PostgresServer server;
    private static Trio trio;

    @BeforeAll
    static void start() {
        server = new PostgresServer();
        trio = new Trio(directory, server.port());
    }

    @AfterAll
    static void stop() {
        if (trio != null) {
            trio.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static String psql(String sql) {
        return Tool.run(
                directory, "psql", "-h", "127.0.0.1", "-p", "" + trio.port(), "-U", "postgres", "-qAtX", "-c", sql);
    }

    @Test
    void psqlReadsAndWritesThroughThePortal() {
        assertThat(psql("select sum(n) from generate_series(1, 1000000) n")).isEqualTo("500000500000");
        assertThat(psql("create table told (n int, t text);"
                        + " insert into told select n, md5(n::text) from generate_series(1, 100000) n;"
                        + " select count(*) from told"))
                .isEqualTo("100000");
    }

    @Test
    void aResultOfManyMegabytesArrivesWhole() throws IOException {
        Path result = directory.resolve("result");
        psql("\\copy (select n, md5(n::text) from generate_series(1, 300000) n) to '" + result + "'");
        assertThat(Tool.run(directory, "md5sum", result.toString()).split(" ")[0])
                .isEqualTo(psql("select md5(string_agg(n || E'\\t' || md5(n::text) || E'\\n', '' order by n))"
                        + " from generate_series(1, 300000) n"));
        assertThat(Files.size(result)).isGreaterThan(11_000_000);
    }

    @Test
    void pgbenchWithEightClientsFinishesWithoutAFailedTransaction() {
        String[] place = {"-h", "127.0.0.1", "-p", "" + trio.port(), "-U", "postgres"};
        pgbench(place, "-i", "-q", "-s", "2", "postgres");
        String report = pgbench(place, "-c", "8", "-j", "2", "-T", "20", "postgres");
        assertThat(report).contains("number of failed transactions: 0");
        String processed = report.lines()
                .filter(line -> line.startsWith("number of transactions actually processed: "))
                .findFirst()
                .orElseThrow();
        assertThat(Long.parseLong(processed.replaceAll("\\D", ""))).isGreaterThan(500);
    }

    private static String pgbench(String[] place, String... arguments) {
        List<String> command = new ArrayList<>(List.of(PostgresServer.program("pgbench")));
        command.addAll(List.of(place));
        command.addAll(List.of(arguments));
        return Tool.run(directory, command);
    }

    @Test
    void thirtyClientsAtOnceEachGetTheirOwnAnswer() {
        List<String> answers = IntStream.range(0, 30)
                .parallel()
                .mapToObj(n -> psql("select " + n + ", pg_sleep(0.2)"))
                .toList();
        assertThat(answers)
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(n -> n + "|").toList());
    }
}
