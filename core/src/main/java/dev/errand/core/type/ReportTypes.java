package dev.errand.core.type;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The report types that there are. */
public final class ReportTypes {

  private static final String FOLDER = "report-types/";

  private final SortedMap<String, ReportType> types;

  /** These types. */
  public ReportTypes(List<ReportType> types) {
    SortedMap<String, ReportType> byName = new TreeMap<>();
    types.forEach(type -> byName.put(type.name(), type));
    this.types = Collections.unmodifiableSortedMap(byName);
  }

  /**
   * The types on the class path: {@code report-types/<type>.json} for each name that some {@code
   * report-types/index.json} lists. They are read once, when they are first needed.
   */
  public static ReportTypes onClassPath() {
    return OnClassPath.TYPES;
  }

  /** The type of that name. */
  public Optional<ReportType> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** All of them, by name. */
  public Collection<ReportType> all() {
    return types.values();
  }

  /** Their names, in order. */
  public Set<String> names() {
    return types.keySet();
  }

  private static final class OnClassPath {

    private static final ReportTypes TYPES = read(ReportTypes.class.getClassLoader());

    private static ReportTypes read(ClassLoader loader) {
      try {
        List<ReportType> types = new ArrayList<>();
        for (URL index : Collections.list(loader.getResources(FOLDER + "index.json"))) {
          for (Object name : (List<?>) json(index)) {
            URL file = loader.getResource(FOLDER + name + ".json");
            types.add(ReportType.of(name.toString(), JsonTree.object(json(file))));
          }
        }
        return new ReportTypes(types);
      } catch (IOException e) {
        throw new UncheckedIOException("the report types cannot be read", e);
      }
    }

    private static Object json(URL file) throws IOException {
      try (InputStream json = file.openStream()) {
        return JSON.std.anyFrom(json);
      }
    }
  }
}
