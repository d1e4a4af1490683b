package dev.multistream.config;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * One key of an object: its name, what may stand behind it, and a sentence about it for the schema.
 *
 * @param later set when the key is part of the language but not available yet
 */
record Key<T>(String name, Shape<T> shape, String description, boolean required, Optional<Later> later) {

    /**
     * What makes a key that is not available yet harmless.
     *
     * @param inert values that change nothing, such as the default written out
     * @param hint the next step for somebody who wants it; empty for none
     */
    record Later(Predicate<YamlNode> inert, String hint) {}

    static <T> Key<T> of(String name, Shape<T> shape, String description) {
        return new Key<>(name, shape, description, false, Optional.empty());
    }

    static <T> Key<T> required(String name, Shape<T> shape, String description) {
        return new Key<>(name, shape, description, true, Optional.empty());
    }

    /** A key that is refused with "not available yet", unless its value changes nothing. */
    static <T> Key<T> later(String name, Shape<T> shape, String description, Predicate<YamlNode> inert) {
        return new Key<>(name, shape, description, false, Optional.of(new Later(inert, "")));
    }

    /** The same key with a next step for somebody who wants it now. */
    Key<T> instead(String hint) {
        return new Key<>(name, shape, description, required, later.map(before -> new Later(before.inert(), hint)));
    }
}
