package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.NodeEvent;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventPrinterTest {
    @Test
    @Timeout(30)
    void whoDoesNotReadTheEventsHoldsNobodyUpAndGetsTheFirstOnesInOrder() throws Exception {
        PipedReader unread = new PipedReader();
        EventPrinter printer = new EventPrinter(new Console(new PrintWriter(new PipedWriter(unread)), true));

        for (int i = 0; i < 30_000; i++) {
            printer.accept(new NodeEvent.Ready("I" + i, List.of(), List.of(), List.of(), i));
        }

        BufferedReader reader = new BufferedReader(unread);
        for (int i = 0; i < 100; i++) {
            assertThat(reader.readLine()).contains("\"event\":\"ready\"").contains("\"identifier\":\"I" + i + "\"");
        }
    }
}
