/**
 * What tests of many rooms share.
 *
 * <p>Start reading at {@link dev.multistream.testing.TestDirs}.
 */
@NullMarked
package dev.multistream.testing;

import org.jspecify.annotations.NullMarked;
