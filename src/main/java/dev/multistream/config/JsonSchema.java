package dev.multistream.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schema (draft 2020-12) of harness.yaml, for editors; made from the description that the reader uses. */
public final class JsonSchema {
    private JsonSchema() {}

    /** The schema's text, ending with a newline; the same on every call. */
    public static String text() {
        Map<String, Object> defs = new TreeMap<>();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "harness.yaml");
        schema.putAll(RootLanguage.ROOT.body(defs));
        schema.put("$defs", defs);
        return JsonText.of(schema);
    }
}
