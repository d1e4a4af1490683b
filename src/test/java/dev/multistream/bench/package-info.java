/**
 * Programs that {@code ci/bench} measures; no tests.
 *
 * <p>Start reading at {@link dev.multistream.bench.Dag}.
 */
@NullMarked
package dev.multistream.bench;

import org.jspecify.annotations.NullMarked;
