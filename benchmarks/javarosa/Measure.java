import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.model.xform.XPathReference;

/**
 * JavaRosa on one form: the milliseconds of a warm load and of one answer, the median of the rounds.
 *
 * Arguments: the form, a file of "path TAB value" lines, the rounds. Prints: load, answer, and the end of the chain.
 */
public final class Measure {
    public static void main(String[] arguments) throws Exception {
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        new XFormsModule().registerModule();
        byte[] document = Files.readAllBytes(Path.of(arguments[0]));
        List<String[]> answers = Files.readAllLines(Path.of(arguments[1])).stream()
            .map(line -> line.split("\t", 2)).collect(Collectors.toList());
        int rounds = Integer.parseInt(arguments[2]);
        double[] loads = new double[rounds];
        double[] updates = new double[rounds];
        String last = "";
        for (int round = -rounds; round < rounds; round++) {
            long begun = System.nanoTime();
            FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(document));
            form.initialize(true, new InstanceInitializationFactory());
            long loaded = System.nanoTime();
            for (String[] answer : answers) {
                TreeReference place = (TreeReference) new XPathReference(answer[0]).getReference();
                form.setValue(data(answer[1]), place, true);
            }
            long answered = System.nanoTime();
            TreeReference end = (TreeReference) new XPathReference("/data/c49").getReference();
            last = form.getMainInstance().resolveReference(end).getValue().getDisplayText();
            if (round >= 0) {
                loads[round] = (loaded - begun) / 1e6;
                updates[round] = (answered - loaded) / 1e6 / answers.size();
            }
        }
        System.out.println(median(loads) + " " + median(updates) + " " + last);
    }

    private static IAnswerData data(String value) {
        return value.matches("-?[0-9]+") ? new IntegerData(Integer.parseInt(value)) : new StringData(value);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
