package dev.multistream.model;

import java.util.Optional;

/**
 * Where a secret comes from; its value never enters a spec, a plan or the journal.
 *
 * @param path the file to read, for {@link Source#FILE}, relative to harness.yaml
 * @param variable the environment variable to read, for {@link Source#ENV}
 */
public record SecretSpec(Source source, String variable, Optional<String> path) {
    /** Where the value lies. */
    public enum Source {
        ENV,
        FILE
    }
}
