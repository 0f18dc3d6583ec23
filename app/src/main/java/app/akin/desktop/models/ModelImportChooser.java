package app.akin.desktop.models;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Choosers of a model to import; empty if cancelled.
///
/// @param folder chooses a model folder
/// @param zip chooses a ZIP file
public record ModelImportChooser(Supplier<Optional<Path>> folder, Supplier<Optional<Path>> zip) {}
