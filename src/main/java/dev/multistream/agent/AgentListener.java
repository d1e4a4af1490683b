package dev.multistream.agent;

/** Is told what an agent says about its work; claims, not facts. */
@FunctionalInterface
public interface AgentListener {
    /** Called on one thread at a time, in the order in which the agent spoke. */
    void happened(AgentEvent event);
}
