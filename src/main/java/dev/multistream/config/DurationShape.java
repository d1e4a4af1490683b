package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Scalar;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time: {@code 1h30m} with the units w d h m s ms, each once and in this order, or ISO-8601 {@code PT1H30M}.
 *
 * @param mayBeZero whether 0s means something here
 */
record DurationShape(boolean mayBeZero) implements Shape<Duration> {
    static final Duration LONGEST = Duration.ofDays(3660);

    private static final String SHORT = "(?:([0-9]{1,6})w)?(?:([0-9]{1,6})d)?(?:([0-9]{1,9})h)?"
            + "(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?";
    private static final String ISO =
            "P(?:[0-9]{1,6}D)?(?:T(?=[0-9])(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?S)?)?";
    private static final Pattern FORM = Pattern.compile(SHORT);
    private static final Pattern ISO_FORM = Pattern.compile(ISO);
    private static final long[] UNIT_MILLIS = {604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};

    @Override
    public Optional<Found<Duration>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        String text = ((Scalar) node).text();
        Optional<Duration> parsed = parse(text);
        if (parsed.isEmpty()) {
            reading.error(
                    where,
                    "value.form",
                    where.shown() + " is " + Shape.quoted(text) + " but must be " + expected(),
                    "the units are w d h m s ms, in this order");
        } else if (parsed.get().isZero() && !mayBeZero) {
            reading.error(where, "value.form", where.shown() + " must be longer than nothing", "");
            return Optional.empty();
        } else if (parsed.get().compareTo(LONGEST) > 0) {
            reading.error(where, "duration.too-long", where.shown() + " is longer than ten years", "");
            return Optional.empty();
        }
        return parsed.map(duration -> new Found<>(duration, where));
    }

    /** The duration that the text says; empty when it is not one. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!text.isEmpty() && matcher.matches()) {
            long millis = 0;
            for (int unit = 0; unit < UNIT_MILLIS.length; unit++) {
                String digits = matcher.group(unit + 1);
                // INVARIANT: no overflow, 10^9 hours and 10^6 weeks in milliseconds are far below 2^63.
                millis += digits == null ? 0 : Long.parseLong(digits) * UNIT_MILLIS[unit];
            }
            return Optional.of(Duration.ofMillis(millis));
        }
        if (text.length() < 3 || !ISO_FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        String least = mayBeZero ? "(?=.*[0-9])" : "(?=.*[1-9])";
        schema.put("pattern", "^" + least + "(?:" + SHORT.replace("?:(", "?:").replace("})", "}") + "|" + ISO + ")$");
        return schema;
    }

    @Override
    public boolean takes(YamlNode node) {
        return Shape.isScalar(node, Kind.STRING);
    }

    @Override
    public String expected() {
        return "a duration such as 30s or 1h30m";
    }

    @Override
    public String kindHint(YamlNode node) {
        if (Shape.isScalar(node, Kind.INTEGER)) {
            String number = ((Scalar) node).text();
            return "write " + number + "s for seconds, or " + number + "m for minutes";
        }
        return Shape.super.kindHint(node);
    }
}
