package app.akin.core.diagnostics;

import app.akin.core.benchmark.MachineReader;
import app.akin.core.diagnostics.Diagnosis.LibraryCounts;
import app.akin.core.diagnostics.Diagnosis.Place;
import app.akin.core.diagnostics.Diagnosis.Why;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.gpu.GpuSupport;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Counts;
import app.akin.core.store.Root;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks an installation over: the machine, the engine, the models, the library, the places. It
/// reads every byte of the models that are here and changes nothing. For any thread.
///
/// @param models opens the model that answers
/// @param shelf the models that are here
/// @param catalogue the library's catalogue
/// @param graphics the engine's library for graphics cards
/// @param checkup looks at the library's own files
/// @param places where things are kept
/// @param environment the environment of the process
public record Doctor(
    Models models,
    LibraryModels shelf,
    CatalogueReader catalogue,
    GpuSupport graphics,
    LibraryCheckup checkup,
    Map<Place.Kind, Path> places,
    Map<String, String> environment) {
  /// Looks everything over.
  ///
  /// @param wish the model to look at, and where it runs
  /// @throws AkinException where that model cannot be opened
  public Diagnosis examine(ModelSelection wish) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Map<Device, String> devices = new EnumMap<>(Device.class);
    try (EmbeddingModel model = models.open(wish)) {
      String engine;
      boolean works = true;
      try {
        engine = model.engine();
        for (Device device : List.of(Device.CPU, Device.CUDA, Device.MPS)) {
          devices.put(device, model.trouble(device).orElse(""));
        }
      } catch (AkinException e) {
        if (e.problem() != Problem.ENGINE) {
          throw e;
        }
        engine = String.valueOf(e.arguments().getFirst());
        works = false;
      }
      Counts counts = catalogue.counts(catalogue.model(model.fingerprint()).orElse(0));
      Optional<Precision> taken = models.checkedPrecision(model, wish.device());
      return new Diagnosis(
          MachineReader.processor(environment),
          Runtime.getRuntime().availableProcessors(),
          MachineReader.features(),
          system.getTotalMemorySize(),
          Runtime.getRuntime().maxMemory(),
          String.join(" ", system.getName(), system.getVersion(), system.getArch()),
          Runtime.version().toString(),
          engine,
          works,
          Map.copyOf(devices),
          graphics.standing(),
          models.deviceChoice(model),
          model.name(),
          model.precision(),
          model.precisions().size() == 1
              ? Why.ONLY
              : taken.isPresent() ? Why.CHECKED : Why.UNCHECKED,
          shelf.list().stream().filter(Doctor::isHere).toList(),
          damages(),
          new LibraryCounts(
              counts.files(),
              counts.photos(),
              counts.contents(),
              counts.embedded(),
              counts.failed()),
          catalogue.roots().stream()
              .map(Root::path)
              .filter(path -> !Files.isDirectory(path))
              .toList(),
          checkup.look(),
          placesNow());
    }
  }

  /// The first damaged file of each model, and of the graphics library under its build's name.
  private Map<String, String> damages() {
    Map<String, String> damages = new TreeMap<>(shelf.findDamaged());
    graphics.damage().ifPresent(file -> damages.put(graphics.standing().build(), file));
    return damages;
  }

  private static boolean isHere(CatalogedModel model) {
    return model.state() != State.OFFERED && model.state() != State.UNSUPPORTED;
  }

  private List<Place> placesNow() {
    List<Place> found = new ArrayList<>();
    new EnumMap<>(places)
        .forEach((kind, path) -> found.add(new Place(kind, path, bytes(path), free(path))));
    return found;
  }

  private static long bytes(Path folder) {
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          bytes += Files.isDirectory(file) ? bytes(file) : Files.size(file);
        }
      } catch (IOException e) {
        // What another process is just deleting does not count.
        return bytes;
      }
    }
    return bytes;
  }

  /// The room where a folder is, or will be once it is made.
  private static long free(Path folder) {
    for (Path path = folder; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        try {
          return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
          return -1;
        }
      }
    }
    return -1;
  }
}
