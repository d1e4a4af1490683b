package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitSpec;

/**
 * How what an agent left is to be committed.
 *
 * @param branch the stream's branch; nothing is committed while another one, or none, is checked out
 * @param capturePrefix where what cannot be committed is kept, see {@link PrivateRefs#captured}
 */
public record CommitRequest(
        BranchName branch, String message, GitIdentity identity, CommitSpec how, String capturePrefix) {}
