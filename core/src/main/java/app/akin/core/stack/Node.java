package app.akin.core.stack;

import app.akin.core.photo.PhotoId;
import app.akin.core.store.StackInput;
import app.akin.core.store.StackReason;
import app.akin.core.store.StackState;

/// A photo and the one to which it belongs. Not thread-safe.
final class Node implements Comparable<Node> {
  private final StackInput input;
  private final int rank;
  private PhotoId leader;
  private StackReason reason;

  Node(StackInput input) {
    this.input = input;
    this.rank = Shot.rank(input);
    StackState state = input.state();
    this.leader = state == null ? input.photo() : state.centre();
    this.reason = state == null ? StackReason.CENTRE : state.reason();
  }

  StackInput input() {
    return input;
  }

  PhotoId photo() {
    return input.photo();
  }

  /// Returns the photo to which it belongs; itself if it belongs to no other.
  PhotoId leader() {
    return leader;
  }

  StackReason reason() {
    return reason;
  }

  boolean isLeader() {
    return leader.equals(input.photo());
  }

  /// Returns the ID of the stack in which it was found last; 0 if it was in none.
  long stack() {
    StackState state = input.state();
    return state == null ? 0 : state.stack();
  }

  void follow(PhotoId other, StackReason why) {
    leader = other;
    reason = why;
  }

  /// Compares by [Shot#ORDER]: a leader comes before those that belong to it.
  @Override
  public int compareTo(Node other) {
    return rank == other.rank
        ? Shot.compareInRank(input, other.input)
        : Integer.compare(rank, other.rank);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Node node && node.input.photo().equals(input.photo());
  }

  @Override
  public int hashCode() {
    return input.photo().hashCode();
  }
}
