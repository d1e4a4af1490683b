/** Tests of the program as a whole, each run in a process of its own on a real repository. */
@NullMarked
package dev.multistream.cli;

import org.jspecify.annotations.NullMarked;
