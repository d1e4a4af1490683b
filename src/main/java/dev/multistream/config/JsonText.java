package dev.multistream.config;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as indented JSON; enough for the schema, without a library to load. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Object value) {
        JsonText json = new JsonText();
        json.write(value, 0);
        return json.out.append('\n').toString();
    }

    private void write(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            members(map, depth);
        } else if (value instanceof Collection<?> items) {
            items(items, depth);
        } else if (value instanceof String text) {
            quote(text);
        } else {
            out.append(value);
        }
    }

    private void members(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        String separator = "\n";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator).append("  ".repeat(depth + 1));
            quote(String.valueOf(entry.getKey()));
            out.append(": ");
            write(entry.getValue(), depth + 1);
            separator = ",\n";
        }
        out.append('\n').append("  ".repeat(depth)).append('}');
    }

    private void items(Collection<?> items, int depth) {
        boolean inline = items.stream().noneMatch(item -> item instanceof Map || item instanceof List);
        String gap = inline ? "" : "\n" + "  ".repeat(depth + 1);
        out.append('[').append(gap);
        for (Iterator<?> each = items.iterator(); each.hasNext(); ) {
            write(each.next(), depth + 1);
            out.append(each.hasNext() ? (inline ? ", " : "," + gap) : "");
        }
        out.append(inline ? "" : "\n" + "  ".repeat(depth)).append(']');
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
