package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.List;

/// The label files of a set, as an adapter found them.
///
/// @param folder the folder of the set
/// @param files the files to read, in the order of [LabelAdapter#read]
record LabelFiles(Path folder, List<Path> files) {}
