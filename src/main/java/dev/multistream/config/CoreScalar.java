package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import java.util.regex.Pattern;

/**
 * Tells what an unquoted scalar means, by the core schema of YAML 1.2 (chapter 10.3).
 *
 * <p>One difference: a number with leading zeros such as {@code 0777} stays a string, since half of its readers take it
 * for octal and the other half for decimal.
 */
final class CoreScalar {
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile(
            "[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final int LONGEST_NUMBER = 100;

    private CoreScalar() {}

    static Kind kindOf(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Kind.NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOLEAN;
            default -> text.length() > LONGEST_NUMBER ? Kind.STRING : numberOrString(text);
        };
    }

    private static Kind numberOrString(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Kind.INTEGER;
        }
        return DECIMAL.matcher(text).matches() ? Kind.DECIMAL : Kind.STRING;
    }
}
