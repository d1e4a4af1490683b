package dev.multistream.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One agent of a stream's team. */
public record TeamMember(
        AgentName name,
        Place place,
        AgentName uses,
        Optional<String> role,
        Optional<Template> prompt,
        List<AgentName> needs,
        Map<String, Template> env,
        Optional<Duration> timeout,
        RetrySpec retry) {
    public TeamMember {
        needs = List.copyOf(needs);
        env = HarnessSpec.ordered(env);
    }
}
