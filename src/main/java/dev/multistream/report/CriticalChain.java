package dev.multistream.report;

import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the length of a run consisted of: the chain of steps that ends with the one that finished last, each held up by
 * the need of it that finished last; the time between the two is waiting (for a limit, a retry or a person).
 */
public record CriticalChain(List<Link> links) {
    /** One step of the chain. */
    public record Link(StepId step, Duration waited, Duration took) {}

    /** From the first start of a step to its last end. */
    record Span(Instant start, Instant end) {}

    public CriticalChain {
        links = List.copyOf(links);
    }

    public boolean contains(StepId step) {
        return links.stream().anyMatch(link -> link.step().equals(step));
    }

    public Duration waited() {
        return links.stream().map(Link::waited).reduce(Duration.ZERO, Duration::plus);
    }

    public Duration total() {
        return links.stream().map(Link::took).reduce(waited(), Duration::plus);
    }

    static CriticalChain of(Plan plan, Map<StepId, Span> spans, Instant begin) {
        Deque<Link> links = new ArrayDeque<>();
        Optional<Step> at = latest(plan.steps(), spans);
        while (at.isPresent()) {
            Step step = at.get();
            Span span = spans.getOrDefault(step.id(), new Span(begin, begin));
            Optional<Step> before = latest(
                    step.schedule().needs().stream()
                            .map(need -> plan.step(need.step()))
                            .toList(),
                    spans);
            Instant ready = before.flatMap(need -> Optional.ofNullable(spans.get(need.id())))
                    .map(Span::end)
                    .orElse(begin);
            Duration waited = Duration.between(ready, span.start());
            // A need that was done anew ends after its dependent began; the overlap counts once.
            Instant start = waited.isNegative() ? ready : span.start();
            Duration took = Duration.between(start, span.end());
            links.addFirst(new Link(step.id(), max(waited), max(took)));
            at = before;
        }
        return new CriticalChain(List.copyOf(links));
    }

    private static Duration max(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Optional<Step> latest(List<Step> steps, Map<StepId, Span> spans) {
        Optional<Step> latest = Optional.empty();
        Instant end = Instant.MIN;
        for (Step step : steps) {
            Span span = spans.get(step.id());
            if (span != null && span.end().isAfter(end)) {
                end = span.end();
                latest = Optional.of(step);
            }
        }
        return latest;
    }
}
