package app.akin.desktop.models;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a person may take a model from; each lets them choose and is empty where they did not.
///
/// @param folder a folder with a model
/// @param zip a ZIP file with one
public record ModelSources(Supplier<Optional<Path>> folder, Supplier<Optional<Path>> zip) {}
