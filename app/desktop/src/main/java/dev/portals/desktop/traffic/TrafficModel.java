package dev.portals.desktop.traffic;

import dev.portals.desktop.look.StackedChart;
import java.util.List;

/**
 * What the page shows.
 *
 * @param cards sums, three of them
 * @param heading which time the chart is of
 * @param unit of the chart's marks
 * @param summary the chart in a sentence, for who can't see it
 * @param connections that are open, the oldest first
 */
record TrafficModel(
        Range range,
        List<Card> cards,
        String heading,
        String unit,
        StackedChart.Picture chart,
        String summary,
        List<Connection> connections) {
    /** Which time. */
    enum Range {
        /** Two minutes, by the second. */
        RECENT,
        /** A day, by the hour. */
        DAY,
        /** 31 days. */
        MONTH
    }

    /** A sum, with what it is above and more below. */
    record Card(String title, List<String> values, String more) {}

    /**
     * A connection.
     *
     * @param path how it is reached; empty: not known
     */
    record Connection(
            String key,
            String portal,
            String person,
            String path,
            boolean direct,
            String since,
            String received,
            String sent) {}
}
