/**
 * The script that starts harness, tried with a JDK and a Maven of paper.
 *
 * <p>Start reading at {@link dev.multistream.launcher.LauncherTest}.
 */
@NullMarked
package dev.multistream.launcher;

import org.jspecify.annotations.NullMarked;
