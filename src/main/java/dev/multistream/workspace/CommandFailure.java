package dev.multistream.workspace;

import java.util.OptionalInt;

/** A workspace command that did not end well; {@code why} is for people. */
record CommandFailure(OptionalInt exitCode, String why) {}
