package app.akin.core.model;

import java.util.Optional;

/// A model as a library sees it.
///
/// @param descriptor what is known of it; of one that was taken over little more than its name
/// @param state whether it is here
/// @param answers whether it answers in the library
/// @param wished whether the library moves over to it
/// @param bytes what it takes on disk; of a fetch that was broken off what is here of it
/// @param verification what its files were held against when they came; empty where it is not here
/// @param covered how many pictures of the library it can find
/// @param coverable how many pictures the library has
public record CatalogedModel(
    ModelDescriptor descriptor,
    State state,
    boolean answers,
    boolean wished,
    long bytes,
    Optional<Verification> verification,
    long covered,
    long coverable) {
  /// Whether a model is here.
  public enum State {
    /// It ships inside Akin.
    BUILT_IN,
    /// It can be got.
    OFFERED,
    /// A part of it is here: the next fetch goes on from there.
    BEGUN,
    /// It is here.
    INSTALLED,
    /// It is here, and a file of it is missing or has another length.
    DAMAGED,
    /// It is known, and this Akin cannot run it.
    UNSUPPORTED
  }
}
