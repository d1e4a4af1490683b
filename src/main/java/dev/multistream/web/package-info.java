/**
 * One small server on loopback: the read-only status page of runs, and the API beneath it.
 *
 * <p>Start reading at {@link dev.multistream.web.HarnessServer}, then {@link dev.multistream.web.RunFeed}.
 */
@NullMarked
package dev.multistream.web;

import org.jspecify.annotations.NullMarked;
