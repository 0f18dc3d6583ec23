package app.akin.cli;

import app.akin.core.diagnostics.Diagnosis;
import app.akin.core.diagnostics.Diagnosis.LibraryCounts;
import app.akin.core.diagnostics.Diagnosis.StorageLocation;
import app.akin.core.diagnostics.LibraryFinding;
import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.gpu.GpuSupport.GpuState;
import app.akin.core.model.CatalogedModel;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.Device;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.PathText;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Formats a diagnosis as text and as JSON: the verdict, advice, then the details for a bug report.
///
/// @param messages texts
/// @param missing system libraries that the window needs and the system lacks
record DoctorText(Messages messages, List<WindowLibraries.Library> missing) {

  /// Returns the report as text.
  List<String> lines(Diagnosis found) {
    List<String> lines = new ArrayList<>();
    lines.add(messages.of(found.isHealthy() ? "doctor.healthy" : "doctor.ill"));
    advice(found).forEach(line -> lines.add(messages.of("doctor.advice", line)));
    lines.add("");
    library(found, lines);
    models(found, lines);
    machine(found, lines);
    for (StorageLocation place : found.locations()) {
      lines.add(
          messages.of(
              "doctor.place." + place.kind().name(),
              Text.visible(place.path().toString()),
              DataSize.occupiedMegabytes(place.bytes()),
              DataSize.gigabytes(place.free())));
    }
    lines.add("");
    lines.add(messages.of("doctor.report"));
    return lines;
  }

  /// Returns what the user can do, most urgent first.
  private List<String> advice(Diagnosis found) {
    List<String> advice = new ArrayList<>();
    if (!found.engineWorks()) {
      advice.add(messages.of("doctor.do.engine", Text.visible(found.engine())));
    }
    for (LibraryFinding finding : found.findings()) {
      if (finding.kind() == LibraryFinding.Kind.DAMAGED) {
        advice.add(messages.of("doctor.do.library", Text.visible(finding.about().toString())));
      }
    }
    if (!found.counts().areConsistent()) {
      advice.add(messages.of("doctor.do.counts"));
    }
    found
        .damagedFiles()
        .forEach(
            (name, file) ->
                advice.add(
                    messages.of(
                        name.equals(found.gpu().build()) ? "doctor.do.gpu" : "doctor.do.model",
                        Text.visible(name),
                        Text.visible(file))));
    for (StorageLocation place : found.locations()) {
      if (found.isNearlyFull() && place.kind() == StorageLocation.Kind.LIBRARY) {
        advice.add(
            messages.of(
                "doctor.do.room",
                Text.visible(place.path().toString()),
                DataSize.occupiedMegabytes(Math.max(0, place.free()))));
      }
    }
    missing.forEach(library -> advice.add(messages.of("window.missing." + library.name())));
    LibraryCounts counts = found.counts();
    if (counts.files() == 0 && counts.failed() == 0) {
      advice.add(messages.of("doctor.do.first"));
    } else if (counts.embedded() < counts.contents()) {
      advice.add(messages.of("doctor.do.index", counts.contents() - counts.embedded()));
    }
    if (counts.failed() > 0) {
      advice.add(messages.of("doctor.do.failed", counts.failed()));
    }
    for (Path absent : found.unavailableFolders()) {
      advice.add(messages.of("doctor.do.absent", Text.visible(absent.toString())));
    }
    if (!found.device().reason().isEmpty()) {
      advice.add(messages.of("card.refused", Text.visible(found.device().reason())));
    }
    return advice;
  }

  private void library(Diagnosis found, List<String> lines) {
    LibraryCounts counts = found.counts();
    lines.add(
        messages.of(
            counts.areConsistent() ? "doctor.library" : "doctor.library.disagrees",
            counts.photos(),
            counts.files(),
            counts.contents(),
            counts.embedded(),
            counts.failed()));
    for (LibraryFinding finding : found.findings()) {
      lines.add(
          messages.of(
              "doctor.finding." + finding.kind().name(),
              Text.visible(finding.about().toString()),
              Text.visible(finding.detail())));
    }
  }

  private void models(Diagnosis found, List<String> lines) {
    ModelText text = new ModelText(messages);
    for (CatalogedModel model : found.models()) {
      String name = model.descriptor().name();
      String damage = found.damagedFiles().get(name);
      lines.add(
          damage == null
              ? messages.of(
                  model.active() ? "doctor.model.answers" : "doctor.model",
                  Text.visible(name),
                  model.verification().map(text::verified).orElse(messages.of("doctor.inside")))
              : messages.of("doctor.model.damaged", Text.visible(name), Text.visible(damage)));
    }
    lines.add(
        messages.of(
            "doctor.precision",
            Text.visible(found.model()),
            found.precision().word(),
            messages.of("doctor.why." + found.precisionReason().name())));
    lines.add(
        found.device().device() == Device.CPU
            ? messages.of("doctor.computes.CPU")
            : messages.of(
                "doctor.computes.card", found.device().device().name().toLowerCase(Locale.ROOT)));
  }

  private void machine(Diagnosis found, List<String> lines) {
    if (found.engineWorks()) {
      for (Device device : List.of(Device.CUDA, Device.MPS)) {
        String trouble = found.devices().getOrDefault(device, "");
        // Skips devices that this platform does not support.
        boolean possible =
            device == Device.CUDA
                ? found.gpu().kind() == GpuState.Kind.ON
                : OperatingSystem.of(found.system()) == OperatingSystem.MACOS;
        if (possible || trouble.isEmpty()) {
          lines.add(
              messages.of(
                  trouble.isEmpty() ? "doctor.device.works" : "doctor.device.absent",
                  messages.of("doctor.device." + device.name()),
                  Text.visible(trouble)));
        }
      }
    } else {
      lines.add(messages.of("doctor.engine.fails", Text.visible(found.engine())));
    }
    GpuState graphics = found.gpu();
    if (OperatingSystem.of(found.system()) != OperatingSystem.MACOS) {
      lines.add(
          messages.of(
              "doctor.gpu." + graphics.kind().name(),
              graphics.build(),
              Text.visible(graphics.reason())));
    }
    lines.add(messages.of("doctor.versions", Version.number(), found.java(), found.engine()));
    lines.add(messages.of("doctor.system", found.system()));
    lines.add(
        messages.of(
            "doctor.processor",
            found.processor(),
            found.cores(),
            found.features().isEmpty()
                ? messages.of("doctor.features.unknown")
                : String.join(" ", found.features())));
    lines.add(
        messages.of(
            "doctor.memory", DataSize.gigabytes(found.memory()), DataSize.gigabytes(found.heap())));
  }

  /// Returns the state of the CUDA library as JSON.
  static JsonLine json(GpuState standing) {
    return addMembers(new JsonLine(), standing);
  }

  private static JsonLine addMembers(JsonLine object, GpuState standing) {
    return object
        .with("gpu_library", standing.kind().name().toLowerCase(Locale.ROOT))
        .with("gpu_build", standing.build())
        .with("gpu_reason", standing.reason());
  }

  /// Returns it as JSON.
  JsonLine json(Diagnosis found) {
    JsonLine line =
        new JsonLine()
            .with("healthy", found.isHealthy())
            .withTexts("advice", advice(found))
            .with("akin", Version.number())
            .with("java", found.java())
            .with("engine", found.engine())
            .with("engine_works", found.engineWorks())
            .with("system", found.system())
            .with("processor", found.processor())
            .with("cores", found.cores())
            .with("features", String.join(" ", found.features()))
            .with("memory", found.memory())
            .with("heap", found.heap())
            .with("cuda", works(found, Device.CUDA))
            .with("cuda_trouble", found.devices().getOrDefault(Device.CUDA, ""))
            .with("mps", works(found, Device.MPS));
    line.withTexts("window_missing", missing.stream().map(WindowLibraries.Library::file).toList());
    addMembers(line, found.gpu())
        .with("model", found.model())
        .with("precision", found.precision().word())
        .with("precision_why", found.precisionReason().name().toLowerCase(Locale.ROOT))
        .with("device", found.device().device().name().toLowerCase(Locale.ROOT))
        .with("device_why", found.device().reason())
        .withObjects("models", found.models(), (object, model) -> model(object, model, found))
        .with("files", found.counts().files())
        .with("photos", found.counts().photos())
        .with("contents", found.counts().contents())
        .with("embedded", found.counts().embedded())
        .with("failed", found.counts().failed())
        .with("counts_agree", found.counts().areConsistent())
        .withTexts("absent", found.unavailableFolders().stream().map(PathText::of).toList())
        .withObjects(
            "findings",
            found.findings(),
            (object, finding) ->
                object
                    .with("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                    .with("about", PathText.of(finding.about()))
                    .with("detail", finding.detail()))
        .withObjects(
            "places",
            found.locations(),
            (object, place) ->
                object
                    .with("place", place.kind().name().toLowerCase(Locale.ROOT))
                    .with("path", PathText.of(place.path()))
                    .with("bytes", place.bytes())
                    .with("free", place.free()));
    return line;
  }

  private static void model(JsonLine object, CatalogedModel model, Diagnosis found) {
    String name = model.descriptor().name();
    object
        .with("model", name)
        .with("answers", model.active())
        .with("wished", model.target())
        .with("bytes", model.bytes())
        .with(
            "verified",
            model.verification().map(how -> how.name().toLowerCase(Locale.ROOT)).orElse(""))
        .with("damaged", found.damagedFiles().getOrDefault(name, ""));
  }

  private static boolean works(Diagnosis found, Device device) {
    return found.engineWorks()
        && Optional.ofNullable(found.devices().get(device)).filter(String::isEmpty).isPresent();
  }
}
