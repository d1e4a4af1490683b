/**
 * harness.yaml: text to a checked spec, or problems with places; and the JSON Schema of the same language.
 *
 * <p>Start reading at {@link dev.multistream.config.HarnessFile}, then {@link dev.multistream.config.RootLanguage}.
 */
@NullMarked
package dev.multistream.config;

import org.jspecify.annotations.NullMarked;
