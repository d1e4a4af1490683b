package dev.multistream.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How keys of one object depend on each other. */
sealed interface Rule {

    /** At least one of these keys. */
    record OneOf(List<String> keys) implements Rule {
        @Override
        public void check(Set<String> present, Where object, Reading reading) {
            if (keys.stream().noneMatch(present::contains)) {
                reading.error(
                        object,
                        "key.missing",
                        object.shown() + " needs one of the keys " + String.join(", ", keys),
                        "");
            }
        }

        @Override
        public Map<String, Object> schema() {
            List<Object> any = new ArrayList<>();
            keys.forEach(key -> any.add(Map.of("required", List.of(key))));
            return Map.of("anyOf", any);
        }
    }

    /** This key not together with any of the others. */
    record Excludes(String key, List<String> others) implements Rule {
        @Override
        public void check(Set<String> present, Where object, Reading reading) {
            if (!present.contains(key)) {
                return;
            }
            for (String other : others) {
                if (present.contains(other)) {
                    reading.error(
                            object,
                            "key.together",
                            "`" + key + "` and `" + other + "` of " + object.shown() + " exclude each other",
                            "remove one of them");
                }
            }
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> none = new LinkedHashMap<>();
            others.forEach(other -> none.put(other, false));
            return Map.of("if", Map.of("required", List.of(key)), "then", Map.of("properties", none));
        }
    }

    /** This key only together with one of the others. */
    record Requires(String key, List<String> others) implements Rule {
        @Override
        public void check(Set<String> present, Where object, Reading reading) {
            if (present.contains(key) && others.stream().noneMatch(present::contains)) {
                reading.error(
                        object,
                        "key.alone",
                        "`" + key + "` of " + object.shown() + " means nothing without "
                                + String.join(
                                        " or ",
                                        others.stream()
                                                .map(other -> "`" + other + "`")
                                                .toList()),
                        "");
            }
        }

        @Override
        public Map<String, Object> schema() {
            List<Object> any = new ArrayList<>();
            others.forEach(other -> any.add(Map.of("required", List.of(other))));
            return Map.of("if", Map.of("required", List.of(key)), "then", Map.of("anyOf", any));
        }
    }

    /** Notes what is wrong with the keys that are there. */
    void check(Set<String> present, Where object, Reading reading);

    /** The same as a JSON Schema. */
    Map<String, Object> schema();
}
