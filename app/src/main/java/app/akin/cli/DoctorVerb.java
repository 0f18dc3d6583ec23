package app.akin.cli;

import app.akin.core.care.Diagnosis;
import app.akin.core.care.Diagnosis.Place;
import app.akin.core.care.LibraryFinding;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.KnownModel;
import app.akin.core.photo.Device;
import app.akin.core.photo.PathText;
import app.akin.words.Messages;
import app.akin.words.Text;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// `akin doctor`: looks the installation over, for its owner and for a report of a fault.
@Command(name = "doctor")
final class DoctorVerb implements Callable<Integer> {
  private static final double GIGABYTE = 1e9;

  private final AkinCommand akin;
  private final Context context;

  DoctorVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    Diagnosis found;
    try (PhotoLibrary library = akin.openLibrary()) {
      found = library.examine(akin.wish());
    }
    if (akin.json()) {
      context.terminal().out().println(json(found));
    } else {
      print(found);
    }
    return found.isHealthy() ? 0 : 1;
  }

  private void print(Diagnosis found) {
    Messages messages = context.messages();
    PrintStream out = context.terminal().out();
    out.println(messages.of("doctor.versions", Version.number(), found.java(), found.engine()));
    out.println(messages.of("doctor.system", found.system()));
    out.println(
        messages.of(
            "doctor.processor",
            found.processor(),
            found.cores(),
            found.features().isEmpty()
                ? messages.of("doctor.features.unknown")
                : String.join(" ", found.features())));
    out.println(messages.of("doctor.memory", found.memory() / GIGABYTE, found.heap() / GIGABYTE));
    out.println(
        found.engineWorks()
            ? messages.of("doctor.devices", devices(found))
            : messages.of("doctor.engine.fails", found.engine()));
    out.println(
        messages.of(
            "doctor.precision",
            Text.visible(found.model()),
            found.precision().word(),
            messages.of("doctor.why." + found.why().name())));
    ModelText text = new ModelText(messages);
    for (KnownModel model : found.models()) {
      String name = model.descriptor().name();
      String damage = found.damages().get(name);
      out.println(
          damage == null
              ? messages.of(
                  "doctor.model",
                  Text.visible(name),
                  model.verification().map(text::verified).orElse(messages.of("doctor.inside")))
              : messages.of("doctor.model.damaged", Text.visible(name), Text.visible(damage)));
    }
    out.println(
        messages.of(
            found.counts().agree() ? "doctor.library" : "doctor.library.disagrees",
            found.counts().photos(),
            found.counts().files(),
            found.counts().contents(),
            found.counts().embedded(),
            found.counts().failed()));
    for (LibraryFinding finding : found.findings()) {
      out.println(
          messages.of(
              "doctor.finding." + finding.kind().name(),
              Text.visible(finding.about().toString()),
              Text.visible(finding.detail())));
    }
    for (Place place : found.places()) {
      out.println(
          messages.of(
              "doctor.place." + place.kind().name(),
              Text.visible(place.path().toString()),
              ModelText.megabytes(place.bytes()),
              place.free() / GIGABYTE));
    }
    out.println(messages.of(found.isHealthy() ? "doctor.healthy" : "doctor.ill"));
  }

  private String devices(Diagnosis found) {
    return List.of(Device.CPU, Device.CUDA, Device.MPS).stream()
        .map(
            device ->
                context
                    .messages()
                    .of(
                        found.devices().getOrDefault(device, false)
                            ? "doctor.device.works"
                            : "doctor.device.absent",
                        device.name().toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }

  private static JsonLine json(Diagnosis found) {
    return new JsonLine()
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
        .with("cuda", found.devices().getOrDefault(Device.CUDA, false))
        .with("mps", found.devices().getOrDefault(Device.MPS, false))
        .with("model", found.model())
        .with("precision", found.precision().word())
        .with("precision_why", found.why().name().toLowerCase(Locale.ROOT))
        .withObjects(
            "models",
            found.models(),
            (object, model) ->
                object
                    .with("model", model.descriptor().name())
                    .with("bytes", model.bytes())
                    .with(
                        "verified",
                        model
                            .verification()
                            .map(how -> how.name().toLowerCase(Locale.ROOT))
                            .orElse(""))
                    .with("damaged", found.damages().getOrDefault(model.descriptor().name(), "")))
        .with("files", found.counts().files())
        .with("photos", found.counts().photos())
        .with("contents", found.counts().contents())
        .with("embedded", found.counts().embedded())
        .with("failed", found.counts().failed())
        .with("counts_agree", found.counts().agree())
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
            found.places(),
            (object, place) ->
                object
                    .with("place", place.kind().name().toLowerCase(Locale.ROOT))
                    .with("path", PathText.of(place.path()))
                    .with("bytes", place.bytes())
                    .with("free", place.free()))
        .with("healthy", found.isHealthy());
  }
}
