<%@ Application Language="C#" %>
<script runat="server">

    // Remembers who the cart belongs to.
    void Session_Start(object sender, EventArgs e)
    {
        Session["Cart"] = new Cart(User.Identity.Name);
    }

    // Carts that were never paid for are counted.
    void Session_End(object sender, EventArgs e)
    {
        AbandonedCarts.Add((Cart)Session["Cart"]);
    }

</script>
