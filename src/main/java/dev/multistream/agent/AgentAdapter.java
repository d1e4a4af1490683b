package dev.multistream.agent;

import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import java.time.Duration;
import java.util.Optional;

/** Calls one kind of agent program. Thread-safe. */
public interface AgentAdapter {
    /**
     * Starts an agent.
     *
     * @param listener told what the agent says about its work, one event at a time, on a thread of the adapter; never
     *     again after {@link AgentRun#await} has returned
     * @throws SpawnException when the agent could not be started
     */
    AgentRun start(AgentRequest request, AgentListener listener) throws SpawnException;

    /** A started agent and everything that it started. */
    interface AgentRun {
        long pid();

        /**
         * Waits for the end of the agent, of its whole tree, and of its events. Called once, by one thread.
         *
         * @param timeout after which the agent is stopped
         */
        RunningProcess.Ended await(Optional<Duration> timeout) throws InterruptedException;

        /** Stops it: TERM, after the grace KILL; {@code atOnce} KILL. Any thread, any number of times. */
        void stop(boolean atOnce);
    }
}
