package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A number within bounds.
 *
 * @param whole whether it must be an integer
 */
record NumberShape(boolean whole, long least, long most) implements Shape<BigDecimal> {
    private static final int LONGEST = 25;

    static Shape<Integer> integer(int least, int most) {
        return new NumberShape(true, least, most).as(BigDecimal::intValueExact);
    }

    static Shape<Double> decimal(long least, long most) {
        return new NumberShape(false, least, most).as(BigDecimal::doubleValue);
    }

    @Override
    public Optional<Found<BigDecimal>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        Optional<BigDecimal> value = parse(((Scalar) node).text())
                .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0);
        if (value.isEmpty()) {
            reading.error(
                    where,
                    "value.range",
                    where.shown() + " is " + Shape.quoted(((Scalar) node).text()) + " but must be " + expected(),
                    "");
        }
        return value.map(number -> new Found<>(number, where));
    }

    /** Empty for what is not finite, or so long that it lies outside of all bounds anyway. */
    static Optional<BigDecimal> parse(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (digits.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            if (digits.startsWith("0x")) {
                return Optional.of(new BigDecimal(new BigInteger(digits.substring(2), 16)));
            }
            if (digits.startsWith("0o")) {
                return Optional.of(new BigDecimal(new BigInteger(digits.substring(2), 8)));
            }
            BigDecimal number = new BigDecimal(digits);
            // 1e999999999 has few digits and a size that no comparison should have to write out.
            return Math.abs((long) number.scale()) > 100 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException notFinite) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", whole ? "integer" : "number");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    @Override
    public boolean takes(YamlNode node) {
        return Shape.isScalar(node, Kind.INTEGER) || (!whole && Shape.isScalar(node, Kind.DECIMAL));
    }

    @Override
    public String expected() {
        if (least == most) {
            return String.valueOf(least);
        }
        String kind = whole ? "a whole number" : "a number";
        return most == Integer.MAX_VALUE ? kind + " from " + least : kind + " from " + least + " to " + most;
    }

    @Override
    public String kindHint(YamlNode node) {
        if (node instanceof Scalar scalar
                && scalar.kind() == Kind.STRING
                && CoreScalar.kindOf(scalar.text()) == Kind.INTEGER) {
            return "write it without quotes: " + scalar.text();
        }
        return Shape.super.kindHint(node);
    }
}
