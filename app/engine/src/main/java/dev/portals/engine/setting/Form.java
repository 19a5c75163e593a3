package dev.portals.engine.setting;

import dev.portals.engine.account.Proxies;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What values a setting takes. */
sealed interface Form {
    Form FLAG = choice("on", "off");

    static Form choice(String... values) {
        return new Choice(List.of(values));
    }

    /** All of them; empty: too many. */
    default List<String> values() {
        return List.of();
    }

    String description();

    /** A value as it is kept; empty if it is none. It is in small letters, without spaces around it. */
    Optional<String> read(String value);

    /** One of a few. */
    record Choice(List<String> values) implements Form {
        @Override
        public String description() {
            return String.join(", ", values.subList(0, values.size() - 1)) + " or " + values.getLast();
        }

        @Override
        public Optional<String> read(String value) {
            return values.stream().filter(value::equals).findFirst();
        }
    }

    /** A number of days, or as the server likes. */
    record Days(int least, int most) implements Form {
        private static final String SERVER = "server";

        @Override
        public String description() {
            return SERVER + ", or a number of days from " + least + " to " + most;
        }

        @Override
        public Optional<String> read(String value) {
            if (value.equals(SERVER)) {
                return Optional.of(value);
            }
            return value.matches("[0-9]{1,6}") && within(Integer.parseInt(value))
                    ? Optional.of(Integer.toString(Integer.parseInt(value)))
                    : Optional.empty();
        }

        private boolean within(int number) {
            return number >= least && number <= most;
        }
    }

    /** The code of a language. */
    record Language() implements Form {
        private static final Pattern CODE = Pattern.compile("system|[a-z]{2,3}");

        @Override
        public String description() {
            return "system, or the code of a language such as en or de";
        }

        @Override
        public Optional<String> read(String value) {
            return CODE.matcher(value).matches() ? Optional.of(value) : Optional.empty();
        }
    }

    /** The first and the last port, at least a hundred apart so that one of them is free. */
    record PortRange() implements Form {
        private static final Pattern PORTS = Pattern.compile("([0-9]{4,5}) ?[-–] ?([0-9]{4,5})");
        private static final int LEAST = 1024;
        private static final int MOST = 65_535;
        private static final int FEWEST = 100;

        @Override
        public String description() {
            return "two ports from " + LEAST + " to " + MOST + " and at least " + FEWEST
                    + " apart, for example 40000-48999";
        }

        @Override
        public Optional<String> read(String value) {
            Matcher ports = PORTS.matcher(value);
            if (!ports.matches()) {
                return Optional.empty();
            }
            int low = Integer.parseInt(ports.group(1));
            int high = Integer.parseInt(ports.group(2));
            return low >= LEAST && high <= MOST && high - low >= FEWEST
                    ? Optional.of(low + "-" + high)
                    : Optional.empty();
        }
    }

    /** A proxy of the web. */
    record Proxy() implements Form {
        private static final int LONGEST = 256;

        @Override
        public String description() {
            return "system, none, or a proxy such as http://proxy.example.org:3128";
        }

        @Override
        public Optional<String> read(String value) {
            return value.equals("system") || value.equals("none") || value.length() <= LONGEST && Proxies.isProxy(value)
                    ? Optional.of(value)
                    : Optional.empty();
        }
    }
}
