import {
  Alert,
  Badge,
  Button,
  Card,
  DataList,
  EmptyState,
  Icon,
  Skeleton,
  Spinner,
  Table,
  Timeline,
  TimelineEntry,
  VisuallyHidden,
} from "../src/index.ts";
import styles from "./gallery.module.css";
import { Section } from "./section.tsx";

const TONES = ["neutral", "good", "warn", "bad", "info"] as const;

/** What only shows something. */
export function Displays() {
  return (
    <>
      <Section name="Badge">
        <Badges />
      </Section>
      <Section name="Alert">
        <Alerts />
      </Section>
      <Section name="Card">
        <Cards />
      </Section>
      <Section name="Spinner">
        <Spinners />
      </Section>
      <Section name="Skeleton">
        <Skeletons />
      </Section>
      <Section name="EmptyState">
        <EmptyStates />
      </Section>
      <Section name="DataList">
        <DataLists />
      </Section>
      <Section name="Table">
        <Tables />
      </Section>
      <Section name="Timeline">
        <Timelines />
      </Section>
    </>
  );
}

function Badges() {
  return (
    <div className={styles.row}>
      {TONES.map((tone) => (
        <Badge key={tone} tone={tone}>
          {tone}
        </Badge>
      ))}
    </div>
  );
}

function Alerts() {
  return (
    <>
      {TONES.map((tone) => (
        <Alert key={tone} tone={tone} title={`An alert that is ${tone}`}>
          What happened, in a sentence.
        </Alert>
      ))}
      <Alert tone="bad" title="The books did not come" actions={<Button>Try again</Button>}>
        The catalog is not answering. <a href="#why">Why</a>
      </Alert>
    </>
  );
}

function Cards() {
  return (
    <Card>
      A sheet <Icon name="basket" />
      <VisuallyHidden>that also says this</VisuallyHidden>
    </Card>
  );
}

function Spinners() {
  return <Spinner label="Loading" />;
}

function Skeletons() {
  return (
    <Card>
      <Skeleton />
    </Card>
  );
}

function EmptyStates() {
  return (
    <EmptyState
      icon="basket"
      title="Your cart is empty"
      actions={<Button kind="primary">Browse books</Button>}
    >
      Books you add wait here.
    </EmptyState>
  );
}

function DataLists() {
  return (
    <DataList
      facts={[
        ["ISBN", "978-0-14-243724-7"],
        ["Year", "1851"],
      ]}
    />
  );
}

function Tables() {
  return (
    <Table caption="Books of this order">
      <thead>
        <tr>
          <th scope="col">Title</th>
          <th scope="col" data-figure>
            Copies
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Moby-Dick</th>
          <td data-figure>2</td>
        </tr>
      </tbody>
    </Table>
  );
}

function Timelines() {
  return (
    <Card>
      <Timeline>
        <TimelineEntry tone="info" title="Order placed" meta="orders" offset="+0 ms" share={0} />
        <TimelineEntry tone="good" title="Paid" meta="payments" offset="+80 ms" share={0.4} />
        <TimelineEntry tone="warn" title="Slow" meta="mail" offset="+120 ms" share={0.6} />
        <TimelineEntry tone="bad" title="Declined" meta="payments" offset="+200 ms" share={1} />
        <TimelineEntry pending title="Waiting for the payment" />
      </Timeline>
    </Card>
  );
}
