package dev.multistream.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Maps time to a horizontal position such that long stretches in which nothing ran (a review over night, a crash)
 * take a fixed small width, and the rest shares what is left in proportion.
 */
final class TimeScale {
    /** A stretch in which something ran, and where it is drawn. */
    record Piece(Instant from, Instant to, double left, double width) {}

    private static final double BREAK = 34;

    private final List<Piece> pieces = new ArrayList<>();

    TimeScale(List<Attempt> attempts, ReportModel.Facts facts, double width) {
        List<Instant[]> busy = busy(attempts, facts);
        Duration active =
                busy.stream().map(piece -> Duration.between(piece[0], piece[1])).reduce(Duration.ZERO, Duration::plus);
        double perMilli = (width - BREAK * (busy.size() - 1)) / Math.max(1, active.toMillis());
        double left = 0;
        for (Instant[] piece : busy) {
            double wide = Duration.between(piece[0], piece[1]).toMillis() * perMilli;
            pieces.add(new Piece(piece[0], piece[1], left, wide));
            left += wide + BREAK;
        }
    }

    private static List<Instant[]> busy(List<Attempt> attempts, ReportModel.Facts facts) {
        List<Attempt> sorted =
                attempts.stream().sorted(Comparator.comparing(Attempt::start)).toList();
        long total = sorted.stream()
                .mapToLong(attempt -> attempt.took(facts.end()).toMillis())
                .sum();
        Duration gap = Duration.ofMillis(Math.max(2000, total / 10));
        List<Instant[]> busy = new ArrayList<>();
        busy.add(new Instant[] {facts.begin(), facts.begin()});
        for (Attempt attempt : sorted) {
            Instant[] last = busy.get(busy.size() - 1);
            Instant end = attempt.end().orElse(facts.end());
            if (Duration.between(last[1], attempt.start()).compareTo(gap) > 0) {
                busy.add(new Instant[] {attempt.start(), end});
            } else if (end.isAfter(last[1])) {
                last[1] = end;
            }
        }
        return busy;
    }

    List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    double x(Instant at) {
        Piece last = pieces.get(0);
        for (Piece piece : pieces) {
            if (piece.from().isAfter(at)) {
                break;
            }
            last = piece;
        }
        double length = Math.max(1, Duration.between(last.from(), last.to()).toMillis());
        double into = Duration.between(last.from(), at).toMillis() / length;
        return last.left() + Math.max(0, Math.min(1, into)) * last.width();
    }

    /** Instants at a round distance, so that about {@code count} of them fit. */
    List<Instant> ticks(Instant zero, int count) {
        double active = pieces.stream()
                .mapToDouble(piece -> Duration.between(piece.from(), piece.to()).toMillis())
                .sum();
        long step = round((long) (active / count));
        List<Instant> ticks = new ArrayList<>();
        for (Piece piece : pieces) {
            long first = (Duration.between(zero, piece.from()).toMillis() + step - 1) / step * step;
            for (Instant at = zero.plusMillis(first); !at.isAfter(piece.to()); at = at.plusMillis(step)) {
                ticks.add(at);
            }
        }
        return ticks;
    }

    private static long round(long millis) {
        for (long step : new long[] {
            100,
            200,
            500,
            1_000,
            2_000,
            5_000,
            10_000,
            15_000,
            30_000,
            60_000,
            120_000,
            300_000,
            600_000,
            900_000,
            1_800_000,
            3_600_000,
            7_200_000,
            14_400_000,
            28_800_000,
            86_400_000
        }) {
            if (step >= millis) {
                return step;
            }
        }
        return (millis / 86_400_000 + 1) * 86_400_000;
    }
}
