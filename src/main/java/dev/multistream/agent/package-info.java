/**
 * How each agent program is called and how what it says about its work is understood.
 *
 * <p>Start reading at {@link dev.multistream.agent.AgentAdapter}.
 */
@NullMarked
package dev.multistream.agent;

import org.jspecify.annotations.NullMarked;
