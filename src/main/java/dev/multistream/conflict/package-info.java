/**
 * Who touches what: globs, changed files, boundary crossings and overlaps, as values and pure rules.
 *
 * <p>Start reading at {@link dev.multistream.conflict.BoundaryPolicy}.
 */
@NullMarked
package dev.multistream.conflict;

import org.jspecify.annotations.NullMarked;
