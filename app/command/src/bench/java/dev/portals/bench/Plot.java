package dev.portals.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Curves of {@link Growth} as SVG: what the three nodes hold and took together, over the number, both axes by powers of ten. */
final class Plot {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;
    private static final int LEFT = 56;
    private static final int BOTTOM = 36;
    private static final int TOP = 30;
    private static final List<String> COLORS = List.of("#2563eb", "#d97706", "#059669");
    private static final Map<String, String> FIGURES =
            Map.of("RSS MB, ", "resident MB", "CPU s, ", "CPU s to get there");

    private Plot() {}

    static String draw(List<Growth.Point> points) {
        Map<String, List<Growth.Point>> curves = new LinkedHashMap<>();
        for (Growth.Point point : points) {
            curves.computeIfAbsent(point.what(), what -> new java.util.ArrayList<>())
                    .add(point);
        }
        StringBuilder out = new StringBuilder(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH * 2, HEIGHT + 24 * curves.size()));
        int column = 0;
        for (Map.Entry<String, String> figure : new java.util.TreeMap<>(FIGURES).entrySet()) {
            out.append("<g transform=\"translate(" + column * WIDTH + ",0)\">\n");
            panel(out, curves, figure.getKey(), figure.getValue());
            out.append("</g>\n");
            column++;
        }
        int row = 0;
        for (String what : curves.keySet()) {
            int y = HEIGHT + 16 + 20 * row;
            out.append(String.format(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/><text x=\"%d\""
                            + " y=\"%d\">%s</text>%n",
                    LEFT, y - 5, COLORS.get(row % 3), LEFT + 20, y, what));
            row++;
        }
        return out.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder out, Map<String, List<Growth.Point>> curves, String figure, String title) {
        double most = curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(point -> sum(point, figure))
                .max()
                .orElse(1);
        double least = curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(point -> sum(point, figure))
                .filter(each -> each > 0)
                .min()
                .orElse(0.1);
        int widest = curves.values().stream()
                .flatMap(List::stream)
                .mapToInt(Growth.Point::number)
                .max()
                .orElse(10);
        double low = Math.floor(Math.log10(least));
        double high = Math.max(low + 1, Math.ceil(Math.log10(most)));
        double right = Math.max(1, Math.ceil(Math.log10(widest)));
        out.append(String.format("<text x=\"%d\" y=\"18\" font-weight=\"bold\">%s</text>%n", LEFT, title));
        for (double power = low; power <= high; power++) {
            double y = y(power, low, high);
            out.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\""
                            + " text-anchor=\"end\">%s</text>%n",
                    LEFT,
                    y,
                    WIDTH - 28,
                    LEFT - 6,
                    y + 4,
                    number(power)));
        }
        for (double power = 0; power <= right; power++) {
            double x = x(power, right);
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x,
                    HEIGHT - BOTTOM + 18,
                    number(power)));
        }
        int color = 0;
        for (List<Growth.Point> curve : curves.values()) {
            StringBuilder path = new StringBuilder();
            for (Growth.Point point : curve) {
                double value = Math.max(sum(point, figure), Math.pow(10, low));
                path.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1f",
                        path.isEmpty() ? "M" : "L",
                        x(Math.log10(point.number()), right),
                        y(Math.log10(value), low, high)));
            }
            out.append("<path d=\"" + path + "\" fill=\"none\" stroke-width=\"2\" stroke=\"" + COLORS.get(color % 3)
                    + "\"/>\n");
            color++;
        }
    }

    private static double sum(Growth.Point point, String figure) {
        return point.figures().entrySet().stream()
                .filter(each -> each.getKey().startsWith(figure))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static String number(double power) {
        return power < 0
                ? "" + Math.pow(10, power)
                : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power)).replace(',', ' ');
    }

    private static double x(double power, double right) {
        return LEFT + power / right * (WIDTH - LEFT - 28);
    }

    private static double y(double power, double low, double high) {
        return HEIGHT - BOTTOM - (power - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
    }
}
