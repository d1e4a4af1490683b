package dev.multistream.model;

/**
 * How harness commits what agents leave behind.
 *
 * @param auto whether it commits at all
 */
public record CommitSpec(boolean auto, boolean sign, boolean hooks) {
    public static final CommitSpec DEFAULT = new CommitSpec(true, false, false);
}
