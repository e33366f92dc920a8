import { orderStatuses, orderStatusNames } from "@quad/contracts/order-statuses";
import { EmptyState, Select } from "@quad/ui";
import { getRouteApi } from "@tanstack/react-router";
import { asOrderStatus } from "../../../api/orders.ts";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { OrderList } from "../order-list/order-list.tsx";
import styles from "./orders-page.module.css";

const route = getRouteApi("/orders");

/** Every order of the shop, newest first. There are no accounts yet: anyone sees them. */
export function OrdersPage() {
  const { status } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (name: string) => {
    const chosen = asOrderStatus(name);
    void navigate({ search: chosen ? { status: chosen } : {}, replace: true, resetScroll: false });
  };
  return (
    <Page title="Orders">
      <Select
        label="Status"
        className={styles.status}
        value={status ?? ""}
        onChange={(event) => show(event.target.value)}
      >
        <option value="">All</option>
        {orderStatusNames.map((name) => (
          <option key={name} value={name}>
            {orderStatuses[name].label}
          </option>
        ))}
      </Select>
      <OrderList
        wanted={status ? { status } : {}}
        empty={
          <EmptyState
            icon="basket"
            title={
              status ? `No order is ${orderStatuses[status].label.toLowerCase()}` : "No orders yet"
            }
            actions={<RouterLinkButton to="/">Browse books</RouterLinkButton>}
          >
            Orders appear here by themselves.
          </EmptyState>
        }
      />
    </Page>
  );
}
