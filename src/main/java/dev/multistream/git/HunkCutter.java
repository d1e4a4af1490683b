package dev.multistream.git;

import dev.multistream.conflict.FileConflict.Hunk;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeChunk.ConflictState;
import org.eclipse.jgit.merge.MergeResult;

/**
 * Cuts three versions of a text file into the regions where both sides changed the same lines.
 *
 * <p>JGit does it in the process; whether there is a conflict at all is git's word, not this one's.
 */
final class HunkCutter {
    private static final int MOST_HUNKS = 50;
    private static final int LONGEST_SIDE = 20_000;

    private final List<Hunk> hunks = new ArrayList<>();
    private final List<RawText> sides;
    private boolean open;
    private int line;
    private String base = "";
    private String ours = "";
    private String theirs = "";

    private HunkCutter(List<RawText> sides) {
        this.sides = sides;
    }

    /** At most fifty regions, each side of at most 20,000 characters; none for binary files. */
    static List<Hunk> cut(byte[] base, byte[] ours, byte[] theirs) {
        if (RawText.isBinary(base) || RawText.isBinary(ours) || RawText.isBinary(theirs)) {
            return List.of();
        }
        RawText ancestor = new RawText(base);
        RawText our = new RawText(ours);
        RawText their = new RawText(theirs);
        MergeResult<RawText> merged = new MergeAlgorithm().merge(RawTextComparator.DEFAULT, ancestor, our, their);
        HunkCutter cutter = new HunkCutter(List.of(ancestor, our, their));
        for (MergeChunk chunk : merged) {
            cutter.take(chunk);
        }
        cutter.close();
        return List.copyOf(cutter.hunks);
    }

    private void take(MergeChunk chunk) {
        ConflictState state = chunk.getConflictState();
        if (state == ConflictState.NO_CONFLICT || state == ConflictState.FIRST_CONFLICTING_RANGE) {
            close();
        }
        if (state == ConflictState.NO_CONFLICT) {
            return;
        }
        String text = text(chunk);
        switch (chunk.getSequenceIndex()) {
            case 0 -> base = text;
            case 1 -> {
                open = true;
                line = chunk.getBegin() + 1;
                ours = text;
            }
            default -> theirs = text;
        }
    }

    private String text(MergeChunk chunk) {
        RawText side = sides.get(chunk.getSequenceIndex());
        if (chunk.getBegin() >= chunk.getEnd()) {
            return "";
        }
        String text = side.getString(chunk.getBegin(), chunk.getEnd(), true);
        return text.length() <= LONGEST_SIDE ? text : text.substring(0, LONGEST_SIDE) + "…";
    }

    private void close() {
        if (open && hunks.size() < MOST_HUNKS) {
            hunks.add(new Hunk(line, base, ours, theirs));
        }
        open = false;
        base = "";
        ours = "";
        theirs = "";
    }
}
