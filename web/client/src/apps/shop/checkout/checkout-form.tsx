import { EMAIL_LENGTH_MAX, NAME_LENGTH_MAX } from "@quad/contracts/limits";
import { Badge, Button, Card, RadioGroup, TextField } from "@quad/ui";
import { type SubmitEvent, useState } from "react";
import type { NewOrder, PaymentToken } from "../../../api/orders.ts";
import { problemOfField } from "../../../api/problem-error.ts";
import type { CheckoutChoices } from "./checkout-choices.ts";
import styles from "./checkout-form.module.css";
import { paymentMethods } from "./payment-methods.ts";

export interface CheckoutFormProps {
  /** What was sent before and got no answer: what the form starts with. */
  readonly first: NewOrder | undefined;
  /** Why the last try failed; what it says of a field is shown there. */
  readonly error: Error | null;
  readonly isBusy: boolean;
  /** What is in the cart cannot be ordered as it is. */
  readonly isBlocked: boolean;
  readonly onOrder: (choices: CheckoutChoices) => void;
}

export function CheckoutForm({ first, error, isBusy, isBlocked, onOrder }: CheckoutFormProps) {
  const [name, setName] = useState(first?.customer.name ?? "");
  const [email, setEmail] = useState(first?.customer.email ?? "");
  const [paymentToken, setPaymentToken] = useState<PaymentToken>(first?.paymentToken ?? "sim_ok");
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    onOrder({ customer: { name: name.trim(), email: email.trim() }, paymentToken });
  };

  return (
    <Card>
      <form className={styles.form} onSubmit={onSubmit}>
        <h2>Your details</h2>
        <TextField
          label="Name"
          autoComplete="name"
          required
          maxLength={NAME_LENGTH_MAX}
          value={name}
          error={problemOfField(error, "/customer/name")}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="E-mail"
          hint="Nothing is sent: the confirmation goes to the mailbox of this campus."
          type="email"
          autoComplete="email"
          required
          maxLength={EMAIL_LENGTH_MAX}
          value={email}
          error={problemOfField(error, "/customer/email")}
          onChange={(event) => setEmail(event.target.value)}
        />
        <div className={styles.simulated}>
          <h2>Payment</h2>
          <Badge tone="info">Simulated: no money moves</Badge>
        </div>
        <RadioGroup
          legend="How the payment provider behaves"
          options={paymentMethods}
          value={paymentToken}
          onValueChange={setPaymentToken}
        />
        <Button
          type="submit"
          kind="primary"
          busy={isBusy}
          disabled={isBlocked}
          className={styles.order}
        >
          {isBusy ? "Placing the order …" : "Place the order"}
        </Button>
      </form>
    </Card>
  );
}
