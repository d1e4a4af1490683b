package dev.multistream.config;

/** The files that harness.yaml may name, seen from its folder; reading only, errors count as absence. */
public interface FilesBeside {
    /** What a look at a text file gave. */
    sealed interface Look {}

    /** The file's text. */
    record Text(String text) implements Look {}

    /** There is no text to use, and why, as the end of "the file …". */
    record Unusable(String why) implements Look {}

    /** Whether a file or directory of this name exists. */
    boolean exists(String path);

    /** Reads a text file of at most {@code maxBytes}; no more than that is ever held. */
    Look text(String path, int maxBytes);
}
